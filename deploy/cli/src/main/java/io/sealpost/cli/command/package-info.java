/** The commands, one class each: they read arguments, call the other packages, and print. */
@NullMarked
package io.sealpost.cli.command;

import org.jspecify.annotations.NullMarked;
