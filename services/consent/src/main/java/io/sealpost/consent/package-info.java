/** The consent service: its configuration and its keys. */
@NullMarked
package io.sealpost.consent;

import org.jspecify.annotations.NullMarked;
