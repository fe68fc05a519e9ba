// As the server has it (gateway/accounts/login_rules.cpp).
const allowed = /^[a-z0-9._@+-]{1,256}$/;

// As it is kept: spaces around it and capitals do not count.
export function canonicalLogin(typed: string): string {
  return typed.trim().toLowerCase();
}

export function isLogin(login: string): boolean {
  return allowed.test(login);
}
