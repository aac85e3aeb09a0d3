/** HTTP: checks the form, sends a command and waits for its outcome. */
@NullMarked
package io.sealpost.encryption.api;

import org.jspecify.annotations.NullMarked;
