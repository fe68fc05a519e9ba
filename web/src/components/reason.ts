// As the server takes it: a reason stands on one line.
export const maxReasonLength = 200;
