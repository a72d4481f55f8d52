/** Names of people and of API tokens: letters and digits of any script, `_ - . @` and single spaces inside. */
export const namePattern = '^[\\p{L}\\p{N}_.@-]+( [\\p{L}\\p{N}_.@-]+)*$'
export const nameMaxLength = 64
