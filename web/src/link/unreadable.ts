// What asks the server for a recording that it could not read asks again after so long.
export const unreadableRestMs = 5_000;
