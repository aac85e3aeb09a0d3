/** Tests of the business's side. */
@NullMarked
package io.sealpost.client.producer;

import org.jspecify.annotations.NullMarked;
