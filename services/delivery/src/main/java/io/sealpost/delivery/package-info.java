/** Delivery: brings sealed messages to devices and folds what becomes of them. */
@NullMarked
package io.sealpost.delivery;

import org.jspecify.annotations.NullMarked;
