/** Calls to the HTTP endpoints of the services: JSON in both directions, errors with a code. */
@NullMarked
package io.sealpost.client.http;

import org.jspecify.annotations.NullMarked;
