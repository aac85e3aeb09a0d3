/** Tests of the recipient's side, with a test server in place of encryption and delivery. */
@NullMarked
package io.sealpost.client.device;

import org.jspecify.annotations.NullMarked;
