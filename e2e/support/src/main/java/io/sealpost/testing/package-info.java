/**
 * Gives tests a real broker, database and registry, embedded or in containers, and the means to
 * break them.
 */
@NullMarked
package io.sealpost.testing;

import org.jspecify.annotations.NullMarked;
