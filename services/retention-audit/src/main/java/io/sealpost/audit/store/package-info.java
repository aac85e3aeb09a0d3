/** The tables: the log's head and tiles, the offsets, the timeline and the subject audit keys. */
@NullMarked
package io.sealpost.audit.store;

import org.jspecify.annotations.NullMarked;
