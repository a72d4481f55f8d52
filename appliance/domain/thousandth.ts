/** To three decimals, as meters give it: 12.3456 kWh are 12345.6 Wh and not 12345.599999999999. */
export function toThousandth(value: number): number {
  return Math.round(value * 1000) / 1000
}
