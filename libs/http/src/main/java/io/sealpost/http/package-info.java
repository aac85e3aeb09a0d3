/** Problem responses and time limits of the HTTP endpoints. */
@NullMarked
package io.sealpost.http;

import org.jspecify.annotations.NullMarked;
