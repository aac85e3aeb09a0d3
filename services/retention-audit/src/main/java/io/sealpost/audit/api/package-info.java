/** HTTP: the public log for anyone; timelines and openings for tenants and operators. */
@NullMarked
package io.sealpost.audit.api;

import org.jspecify.annotations.NullMarked;
