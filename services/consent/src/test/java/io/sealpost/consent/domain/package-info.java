/** Decisions, by examples and by properties. */
@NullMarked
package io.sealpost.consent.domain;

import org.jspecify.annotations.NullMarked;
