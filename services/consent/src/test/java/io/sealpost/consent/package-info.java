/** The consent service on a real broker, database and registry. */
@NullMarked
package io.sealpost.consent;

import org.jspecify.annotations.NullMarked;
