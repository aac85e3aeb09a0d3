/** Shows that each defence has a test that goes red without it. */
@NullMarked
package io.sealpost.sabotage;

import org.jspecify.annotations.NullMarked;
