/** Tests of what is generated, and of every manifest as kustomize builds it. */
@NullMarked
package io.sealpost.k8s;

import org.jspecify.annotations.NullMarked;
