/** How the services refuse over HTTP. */
@NullMarked
package io.sealpost.http;

import org.jspecify.annotations.NullMarked;
