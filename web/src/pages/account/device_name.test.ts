import { describe, expect, it } from 'vitest';
import { deviceNamed } from './device_name';

describe('the name of a device', () => {
  it.each([
    ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0', 'Firefox', 'Windows'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/128.0 Safari/537.36 Edg/128.0', 'Edge', 'Windows'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15', 'Safari', 'macOS'],
    ['Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/128.0 Mobile Safari/537.36', 'Chrome', 'Android'],
    ['Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) Version/17.5 Mobile Safari/604.1', 'Safari', 'iOS'],
  ])('is read from %s', (userAgent, browser, system) => {
    expect(deviceNamed(userAgent)).toEqual({ browser, system });
  });

  it('is not made up', () => {
    expect(deviceNamed('curl/7.88.1')).toBeNull();
    expect(deviceNamed('')).toBeNull();
  });
});
