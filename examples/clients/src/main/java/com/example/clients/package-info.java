/** The samples of the five contracts, written with the client: one class for each API. */
@NullMarked
package com.example.clients;

import org.jspecify.annotations.NullMarked;
