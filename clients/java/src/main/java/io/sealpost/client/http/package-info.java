/** Calls to the services' HTTP endpoints: JSON in and out, typed problems. */
@NullMarked
package io.sealpost.client.http;

import org.jspecify.annotations.NullMarked;
