/** Tests of api. */
@NullMarked
package io.sealpost.delivery.api;

import org.jspecify.annotations.NullMarked;
