/** Runs a broker, a database and a schema registry as processes, without containers or root. */
@NullMarked
package io.sealpost.embedded;

import org.jspecify.annotations.NullMarked;
