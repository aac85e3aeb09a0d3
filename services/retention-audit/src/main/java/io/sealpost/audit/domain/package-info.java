/** What a leaf commits to: a step, its ids and its canonical detail. Plain Java. */
@NullMarked
package io.sealpost.audit.domain;

import org.jspecify.annotations.NullMarked;
