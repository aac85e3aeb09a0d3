/** Golden bytes of what a leaf commits to. */
@NullMarked
package io.sealpost.audit.domain;

import org.jspecify.annotations.NullMarked;
