/** Tests of retention-audit on a real broker, database and registry. */
@NullMarked
package io.sealpost.audit;

import org.jspecify.annotations.NullMarked;
