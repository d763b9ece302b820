/** Stands for the library of a payment provider: its exceptions cannot be changed here. */
@NullMarked
package com.example.bookings.payments;

import org.jspecify.annotations.NullMarked;
