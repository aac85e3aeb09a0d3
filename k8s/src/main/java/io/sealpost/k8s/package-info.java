/** Makes Strimzi's manifests and the registry's schemas from the topic catalogue. */
@NullMarked
package io.sealpost.k8s;

import org.jspecify.annotations.NullMarked;
