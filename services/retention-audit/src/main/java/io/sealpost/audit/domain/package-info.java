/** What a leaf commits to: steps, their ids and their canonical details. Plain Java. */
@NullMarked
package io.sealpost.audit.domain;

import org.jspecify.annotations.NullMarked;
