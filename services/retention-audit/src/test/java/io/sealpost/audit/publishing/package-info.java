/** Tests of the published checkpoints and the key that signs them. */
@NullMarked
package io.sealpost.audit.publishing;

import org.jspecify.annotations.NullMarked;
