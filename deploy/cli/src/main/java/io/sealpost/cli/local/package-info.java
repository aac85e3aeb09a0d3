/** Sealpost on one machine: broker, database, registry and the five services as processes. */
@NullMarked
package io.sealpost.cli.local;

import org.jspecify.annotations.NullMarked;
