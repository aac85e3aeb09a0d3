/** What a Quarkus service gets of the hop, without Quarkus. */
@NullMarked
package io.sealpost.hop.beans;

import org.jspecify.annotations.NullMarked;
