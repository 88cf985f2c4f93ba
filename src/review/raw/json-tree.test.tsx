import { fireEvent, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { JsonTree } from './json-tree.tsx';

test('short values are open and read as JSON does; long lists wait, and come in parts', () => {
  const { container } = render(<JsonTree value={{ model: 'x', list: Array.from({ length: 250 }, (_, n) => n), none: null, empty: [] }} />);
  expect(container.textContent).toContain('"model": "x"');
  expect(container.textContent).toContain('"none": null');
  expect(container.textContent).toContain('"empty": []');
  expect(screen.queryByText('99')).toBeNull();
  const details = screen.getByText('list of 250').closest('details');
  if (details) details.open = true;
  if (details) fireEvent(details, new Event('toggle'));
  expect(screen.getByText('99')).toBeDefined();
  expect(screen.queryByText('100')).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: 'Show 100 more of 150' }));
  expect(screen.getByText('199')).toBeDefined();
});

test('markup, text direction, the prototype’s keys and great depth do no harm', () => {
  let deep: unknown = 'bottom';
  for (let level = 0; level < 20_000; level += 1) deep = { a: deep };
  const { container } = render(<JsonTree value={{ ['__proto__']: { x: 1 }, '<img src=x>': '\u202Egpj.exe', deep, long: 'y'.repeat(100_000) }} />);
  expect(container.querySelector('img')).toBeNull();
  expect(container.querySelectorAll('bdi').length).toBeGreaterThan(3);
  expect(container.textContent).toContain('(100,000 characters)');
  expect(container.textContent?.length).toBeLessThan(5_000);
});
