/** Tests of domain. */
@NullMarked
package io.sealpost.delivery.domain;

import org.jspecify.annotations.NullMarked;
