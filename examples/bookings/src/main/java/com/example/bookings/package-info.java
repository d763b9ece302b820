/** An application that grew its own ways to fail, and the contract that it adopts. */
@NullMarked
package com.example.bookings;

import org.jspecify.annotations.NullMarked;
