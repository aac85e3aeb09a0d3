/** HTTP for tenants: recipients behind addresses, and what is on record of them. */
@NullMarked
package io.sealpost.consent.api;

import org.jspecify.annotations.NullMarked;
