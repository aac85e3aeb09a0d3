/** Makes what Strimzi and the registry are told from the topic catalogue and its schemas. */
@NullMarked
package io.sealpost.k8s;

import org.jspecify.annotations.NullMarked;
