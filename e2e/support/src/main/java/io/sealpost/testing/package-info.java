/**
 * Real brokers, databases and registries for tests, embedded or in containers, and methods that
 * stop, kill and pause them.
 */
@NullMarked
package io.sealpost.testing;

import org.jspecify.annotations.NullMarked;
