package com.example.bookings;

record Room(long id, String name) {}
