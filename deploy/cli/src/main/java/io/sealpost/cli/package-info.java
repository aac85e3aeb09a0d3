/** The front door: one command for everything an operator or newcomer does. */
@NullMarked
package io.sealpost.cli;

import org.jspecify.annotations.NullMarked;
