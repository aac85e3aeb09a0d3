/** Tests of the recipient's side, against a small server that speaks the frames. */
@NullMarked
package io.sealpost.client.device;

import org.jspecify.annotations.NullMarked;
