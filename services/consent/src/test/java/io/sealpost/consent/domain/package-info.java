/** The deciders as tables and properties. */
@NullMarked
package io.sealpost.consent.domain;

import org.jspecify.annotations.NullMarked;
