/**
 * Ids, their forms, the functions that derive one id from another, and the bounds on a request
 * (docs/design.md §2: Ids, Sameness and Forms).
 */
@NullMarked
package io.sealpost.seal.id;

import org.jspecify.annotations.NullMarked;
