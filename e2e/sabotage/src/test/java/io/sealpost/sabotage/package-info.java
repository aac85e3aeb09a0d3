/** Tests of the mutation runner, and of every module's list. */
@NullMarked
package io.sealpost.sabotage;

import org.jspecify.annotations.NullMarked;
