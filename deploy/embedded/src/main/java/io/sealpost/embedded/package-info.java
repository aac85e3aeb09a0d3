/**
 * Starts the real broker, database and schema registry as processes of their own, without
 * containers or root.
 */
@NullMarked
package io.sealpost.embedded;

import org.jspecify.annotations.NullMarked;
