/** HTTP: checks the form, produces a command and waits for its answer. */
@NullMarked
package io.sealpost.encryption.api;

import org.jspecify.annotations.NullMarked;
