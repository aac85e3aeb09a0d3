/** The HTTP side: the public log, and timelines and openings for those they concern. */
@NullMarked
package io.sealpost.audit.api;

import org.jspecify.annotations.NullMarked;
