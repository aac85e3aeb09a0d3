/** The gateway's own keys, stored wrapped: one for each business and one for each epoch. */
@NullMarked
package io.sealpost.encryption.keys;

import org.jspecify.annotations.NullMarked;
