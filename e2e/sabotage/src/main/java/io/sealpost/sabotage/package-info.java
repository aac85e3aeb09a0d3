/** Checks that each defence in the code has a test that fails without it. */
@NullMarked
package io.sealpost.sabotage;

import org.jspecify.annotations.NullMarked;
