/** What a leaf commits to, by golden bytes. */
@NullMarked
package io.sealpost.audit.domain;

import org.jspecify.annotations.NullMarked;
