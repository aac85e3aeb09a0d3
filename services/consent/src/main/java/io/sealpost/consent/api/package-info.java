/** HTTP for tenants: recipient ids of addresses, and the consent history of a recipient. */
@NullMarked
package io.sealpost.consent.api;

import org.jspecify.annotations.NullMarked;
