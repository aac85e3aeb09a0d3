/** Tests of the generated files, and of every manifest as kustomize builds it. */
@NullMarked
package io.sealpost.k8s;

import org.jspecify.annotations.NullMarked;
