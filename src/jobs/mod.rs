//! What runs off the page: the protocol, the data engine and the trainers.
